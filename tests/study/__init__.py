"""Simulated forces with a known change: do the intervals on the change page hold what they promise?"""
