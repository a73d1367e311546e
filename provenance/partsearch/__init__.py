"""What outside services list about a part number: one question, one answer, with its hash and how long it may be kept.

An outside company learns which number is asked for, so nothing here is called but by a person's explicit wish.
`types.PartSearch` is the protocol; `nexar` its only implementation.
"""
