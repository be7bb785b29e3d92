"""What writes the generated modules of the package: types of Python from JSON Schemas of the library."""
