/** Hands the data of the page to vis-network once there is room to draw in. */
(() => {
  "use strict";
  const place = document.getElementById("map");
  const data = JSON.parse(document.getElementById("data").textContent);
  const watch = new ResizeObserver(() => {
    if (!place.clientWidth || !place.clientHeight) return;
    watch.disconnect();
    const drawn = new globalThis.vis.Network(place, { nodes: data.nodes, edges: data.edges }, data.options);
    drawn.once("afterDrawing", () => {
      drawn.fit();
      place.dataset.drawn = "yes";
    });
  });
  watch.observe(place);
})();
