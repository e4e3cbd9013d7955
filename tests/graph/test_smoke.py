from graph.gateway import Graph
def test_it(graph: Graph) -> None:
    graph.write("CREATE (:A {x: 1})")
    assert graph.read("MATCH (a:A) RETURN a.x AS x") == [{"x": 1}]
