from athena.ui.profile import page

page.show()
