"""The sample world: about 120 invented people, what happened between them, and their exports.

``python -m tests.world data/sample`` writes it. `people` says who there is, `story` what happened,
`truth` who really knows whom and what an honest reading should find; `writers` has one module
per export format. Equal bytes on every run and platform: no clock, no locale, no hash order.
"""
