from athena.ui.insights import fairness

fairness.show()
