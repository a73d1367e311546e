"""From the lettering on a component to part number, maker and date code. Pure: values in, values out."""
