from athena.ui.frame import forward_reports

forward_reports()
