"""One file a step of the store's schema. A step that makes tables of its own follows the first
(``down_revision = "0001"``) and is named for them, so that steps of different parts never wait for one another; one
that alters another step's tables follows that step."""
