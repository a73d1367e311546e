"""Photos in folders without a table: a folder is a teardown, by its order number; folders below are assemblies."""

from teardowns.photo_imports.types import Bundle, Contents, File, Find, Shot


def read_folders(bundle: Bundle, files: tuple[File, ...], contents: Contents) -> None:
    """Add every file under the order number of its outermost folder, photos at the top under the source's name.

    A folder that has the source's own name and all files in it is what packing made of the source.
    """
    finds = {find.order_number: find for find in contents.finds if not find.instance}
    wrapped = all(file.path.startswith(f"{bundle.name}/") for file in files)
    for file in files:
        path = file.path.removeprefix(f"{bundle.name}/") if wrapped else file.path
        *folders, _name = path.split("/")
        number = folders[0] if folders else bundle.name
        if number not in finds:
            finds[number] = Find(order_number=number, file=file.path)
            contents.finds.append(finds[number])
        finds[number].shots.append(Shot(media=file, file=file.path, assembly=tuple(folders[1:])))
