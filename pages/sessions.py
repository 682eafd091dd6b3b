from athena.ui.sessions import page

page.show()
