from athena.ui.invitations import page

page.show()
