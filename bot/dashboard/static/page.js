// Shows times in the reader's zone, chooses filters at once, and loads what takes longer.
"use strict";

const language = document.documentElement.lang;
const written = new Intl.DateTimeFormat(
    navigator.languages.find((each) => each.startsWith(language)) ?? language,
    { dateStyle: "medium", timeStyle: "short" },
);
function localTimes(part) {
    for (const time of part.querySelectorAll("time[datetime]")) {
        time.title = time.textContent;
        time.textContent = written.format(new Date(time.dateTime));
    }
}
localTimes(document);

for (const select of document.querySelectorAll(".filters select[name=guild]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
}
// An address holds only the filters that are given.
for (const form of document.querySelectorAll("form.filters")) {
    form.addEventListener("formdata", (event) => {
        for (const [name, value] of [...event.formData]) {
            if (value === "") event.formData.delete(name);
        }
    });
}

for (const part of document.querySelectorAll("[data-part]")) {
    fetch(part.dataset.part).then(async (response) => {
        if (!response.ok) return;  // The link that is there says why.
        const heading = part.querySelector("h2").outerHTML;
        part.innerHTML = heading + await response.text();
        localTimes(part);
    }).catch(() => {});
}
