//! Files with the exact output beside them.
