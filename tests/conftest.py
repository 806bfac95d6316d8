"""The collector of circles looks as seldom as in the commands: there is little for it to find."""

from derive.pool import collect_seldom

collect_seldom()
