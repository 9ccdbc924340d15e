export const courtesy = `{{ project }}: a security fix has landed in {{ main_line }}
A security fix has landed in {{ main_line }} of {{ project }}.
No supported release is affected.

What to do
If you run builds of {{ main_line }}, please update to its newest commit.
If you run releases, you need not do anything.

Mitigation until you have updated
{% if mitigation %}{{ mitigation }}{% else %}There is no mitigation that we know of.{% endif %}

Advisory: {{ advisory_url }}
CVE: {% if cve_url %}{{ cve }}, {{ cve_url }}{% else %}pending{% endif %}
`;
