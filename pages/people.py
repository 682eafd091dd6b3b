from athena.ui.insights import people

people.show()
