"""One frozen dataclass per page: ``pages/NAME.html`` is filled from the class ``…Page`` of ``web.contexts.NAME``.

Every field carries its description as the second part of ``Annotated``; a template may use what its page declares and
has to use all of it.
"""
