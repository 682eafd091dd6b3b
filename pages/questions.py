from athena.ui.insights import questions

questions.show()
