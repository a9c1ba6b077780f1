"""Who stands where on what, since when, and in whose words?"""
