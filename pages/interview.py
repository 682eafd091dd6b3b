from athena.ui.interview import page

page.show()
