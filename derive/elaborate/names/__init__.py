"""Names: what a formula shows about them, and what each of them is: a symbol, an element of an array, a function."""
