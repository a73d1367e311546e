"""Pure: pixels in, lettering out. Engines stand behind `engine.Engine` and sign what they return."""
