"""The exercises of the course, one module each, in chapter folders.

An exercise is found by where it stands: ``lossedu/exercises/<chapter>/<id>.py``
defines one `lossedu.grading.Exercise` under the name ``exercise``.
"""
