//! What cells mean, and what is said where they mean nothing.
