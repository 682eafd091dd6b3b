from athena.ui.accounts import page

page.show()
