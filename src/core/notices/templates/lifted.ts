export const lifted = `{{ project }}: the embargo on {{ advisory }} is over
The advisory {{ advisory }} of {{ project }} is public, and the embargo on it is over.
What you were told about it in advance you may now share.

What to do
Please publish your own advisory and your releases, and tell us where, so that we can link to them.
For those who ask how to upgrade: {{ upgrade }}
{%- if mitigation %}
Mitigation until then: {{ mitigation }}
{%- endif %}

Advisory: {{ advisory_url }}
CVE: {% if cve_url %}{{ cve }}, {{ cve_url }}{% else %}pending{% endif %}
`;
