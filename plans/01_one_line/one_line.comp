adoption 60% cap 150%; retention 20% team; expansion tiers 5% / 8% / 12%
