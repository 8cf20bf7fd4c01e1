"""Mutation testing of `index/`: which changes of the code does no test notice?"""
