from athena.ui.progress import page

page.show()
