// Shows what the frame says, as any page could hear it.
for (const type of ["ready", "started", "completed", "submitted", "failed", "resize"])
  document.addEventListener(`vivavoce:${type}`, ({ detail }) => {
    const line = document.createElement("li");
    line.textContent = JSON.stringify(detail);
    document.getElementById("said").append(line);
  });
