from athena.ui.insights import overview

overview.show()
