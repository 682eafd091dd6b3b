from athena.ui.workbench import page

page.show()
