"""Use cases: what people do with Athena, over the store and the domain."""
