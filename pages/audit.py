from athena.ui.audit import page

page.show()
