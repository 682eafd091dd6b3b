"""What runs on every visit and every rerun: the frame of the application around its pages."""

from athena.ui.frame import show

show()
