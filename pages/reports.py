from athena.ui.report import page

page.show()
