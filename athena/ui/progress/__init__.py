"""My progress: what everybody may see of themselves, and of nobody else."""
