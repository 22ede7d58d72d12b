//! What is written as answers is read as those answers, at the bounds too.
