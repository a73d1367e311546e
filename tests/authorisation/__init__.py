"""Who may open which door: every route x method x role x ownership against one table.

`expected.py` is the table and the only file to edit when a route is added. `routes.py` reads the routes from the
URL configuration, `world.py` makes the people and the objects, `walk.py` asks, `test_walk.py` compares.
"""
