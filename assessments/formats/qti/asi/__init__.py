"""QTI 1.2 (assessments, sections and items, hence *ASI*): Canvas, Common Cartridge, Blackboard, D2L and Respondus write it, each a little otherwise."""
