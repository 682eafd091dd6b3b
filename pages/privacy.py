from athena.ui.privacy import page

page.show()
