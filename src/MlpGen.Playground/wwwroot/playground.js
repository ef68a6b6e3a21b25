// What a component cannot do by itself. Nothing here fetches anything.
window.playground = (() => {
    const root = document.documentElement;

    function save(name, type, data) {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([data], { type }));
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }

    // The figure leaves the page's style sheet behind, and takes what it looks like along.
    function styled(original) {
        const copy = original.cloneNode(true);
        const from = [original, ...original.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')];
        from.forEach((element, i) => {
            const style = getComputedStyle(element);
            for (const name of ['fill', 'stroke', 'fill-opacity', 'stroke-opacity', 'font-family', 'font-size']) {
                to[i].style.setProperty(name, style.getPropertyValue(name));
            }
            for (const name of ['tabindex', 'role', 'class']) {
                to[i].removeAttribute(name);
            }
        });
        return new XMLSerializer().serializeToString(copy);
    }

    // Files dropped anywhere go the way of the file button.
    addEventListener('dragover', drag => drag.preventDefault());
    addEventListener('drop', drop => {
        drop.preventDefault();
        const input = document.getElementById('load');
        if (input && drop.dataTransfer.files.length > 0) {
            input.files = drop.dataTransfer.files;
            input.dispatchEvent(new Event('change', { bubbles: true }));
        }
    });

    return {
        nextFrame: () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))),
        focus: id => document.getElementById(id)?.focus(),
        fragment: () => location.hash,
        save: (name, bytes) => save(name, 'application/octet-stream', bytes),
        saveFigure: (id, name) => save(name, 'image/svg+xml', styled(document.getElementById(id))),

        async share(fragment) {
            history.replaceState(null, '', '#' + fragment);
            try {
                await navigator.clipboard.writeText(location.href);
                return true;
            } catch {
                return false;
            }
        },

        selectText(id, start, end) {
            const area = document.getElementById(id);
            area.focus();
            area.setSelectionRange(start, end);
        },

        // Scrolls inside the box alone: the page must not jump.
        reveal(boxId, id) {
            const box = document.getElementById(boxId), element = document.getElementById(id);
            if (box && element) {
                box.scrollTo({ top: element.offsetTop - 40 });
            }
        },

        paint(canvas, pixels) {
            if (canvas) {
                canvas.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(pixels), canvas.width), 0, 0);
            }
        },

        switchTheme() {
            const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
            root.dataset.theme = isDark ? 'light' : 'dark';
            try {
                localStorage.setItem('theme', root.dataset.theme);
            } catch { /* a page without storage forgets it */ }
        },
    };
})();
