from athena.ui.operations import page

page.show()
