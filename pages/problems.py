from athena.ui.problems import page

page.show()
