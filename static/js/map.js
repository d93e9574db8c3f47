// Two maps: proposals beside their list, and a place to choose. Both are extras; list and fields work without them.
(() => {
  if (!window.L) return;
  const begin = (box, centre, zoom) => {
    box.hidden = false;
    const map = L.map(box, { center: centre, zoom, scrollWheelZoom: false, attributionControl: Boolean(box.dataset.credit) });
    if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit, maxZoom: 19 }).addTo(map);
    if (map.attributionControl) map.attributionControl.setPrefix(false);
    document.querySelectorAll("[data-district]").forEach((d) => {
      const icon = L.divIcon({ className: "map-place", html: "", iconSize: [120, 18] });
      const label = L.marker([Number(d.dataset.latitude), Number(d.dataset.longitude)], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(map);
      label.getElement().textContent = d.dataset.district;
    });
    return map;
  };
  const usual = () => {
    const there = [...document.querySelectorAll("[data-district]")].map((d) => [Number(d.dataset.latitude), Number(d.dataset.longitude)]);
    return there.length ? L.latLngBounds(there).pad(0.1) : L.latLngBounds([[33.6, 72.9], [33.8, 73.2]]);
  };
  const APART = 42; // pixels between the middles of two pins
  const pin = (words, className = "map-pin") => L.divIcon({ className, html: String(words), iconSize: [28, 28], iconAnchor: [14, 28] });

  const box = document.getElementById("map");
  const places = [...document.querySelectorAll("#places > li[data-latitude]")];
  if (box && places.length) {
    const map = begin(box, [33.69, 73.05], 11);
    const pins = L.layerGroup().addTo(map);
    const links = (items) => {
      const list = document.createElement("ul");
      list.className = "list map-links";
      items.forEach(({ item }) => {
        const line = list.appendChild(document.createElement("li"));
        const link = line.appendChild(document.createElement("a"));
        link.href = item.dataset.address;
        link.textContent = item.dataset.title;
        link.dir = "auto";
      });
      return list;
    };
    // Pins that would lie on one another share one, at every zoom: each can be hit with a finger.
    const draw = () => {
      const groups = [];
      places.forEach((item, n) => {
        const where = L.latLng(Number(item.dataset.latitude), Number(item.dataset.longitude));
        const spot = map.project(where);
        const near = groups.find((g) => g.spot.distanceTo(spot) < APART);
        if (near) near.items.push({ item, n });
        else groups.push({ where, spot, items: [{ item, n }] });
      });
      pins.clearLayers();
      groups.forEach(({ where, items }) => {
        const title = items.map(({ item }) => item.dataset.title).join("; ");
        const icon = items.length === 1 ? pin(items[0].n + 1) : pin(`${items.length}×`, "map-pin map-pin-many");
        L.marker(where, { icon, title, alt: title }).addTo(pins).bindPopup(links(items));
      });
    };
    map.fitBounds(L.latLngBounds(places.map((p) => [Number(p.dataset.latitude), Number(p.dataset.longitude)])).pad(0.2), { maxZoom: 14, animate: false }); // moving there would draw pins for a zoom that is not there yet
    draw();
    map.on("zoomend", draw);
  }

  const place = document.getElementById("place");
  if (place) {
    const details = place.querySelector("details");
    const [latitude, longitude] = ["latitude", "longitude"].map((name) => place.querySelector(`[name=${name}]`));
    const canvas = document.createElement("div");
    canvas.className = "map";
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", place.dataset.words);
    Object.assign(canvas.dataset, { tiles: place.dataset.tiles, credit: place.dataset.credit });
    details.append(canvas);
    let map, marker;
    const put = (where) => {
      latitude.value = where.lat.toFixed(6);
      longitude.value = where.lng.toFixed(6);
      latitude.dispatchEvent(new Event("input", { bubbles: true }));
      marker = marker ? marker.setLatLng(where) : L.marker(where, { icon: pin(""), keyboard: false }).addTo(map);
    };
    const open = () => {
      if (!details.open || map) return;
      map = begin(canvas, [33.69, 73.05], 11);
      if (latitude.value && longitude.value) {
        put(L.latLng(Number(latitude.value), Number(longitude.value)));
        map.setView(marker.getLatLng(), 14);
      } else map.fitBounds(usual());
      map.on("click", (event) => put(event.latlng));
    };
    canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== canvas) return;
      event.preventDefault();
      open();
      put(map.getCenter());
    });
    canvas.addEventListener("focus", open); // "toggle" comes late on a busy phone
    details.addEventListener("toggle", open);
    open();
  }
})();
