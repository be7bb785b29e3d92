"""Prints what is overdue in a record on a date: overdue.py RECORD.json 2026-09-01"""

import sys

import isms


def main() -> None:
    path, date = sys.argv[1:]
    for item in isms.load(path).as_of(date).overdue()["items"]:
        print(f"{item['due']} {item['id']:<14} {item['days_overdue']:>4} days  {item['title']}")


if __name__ == "__main__":
    main()
