export const replyReceived = `Your report to {{ project }}
Thank you for your report; we have it, and a maintainer is reading it.

We will tell you whether we can confirm it, what we will do to find out, and what users can do meanwhile.
Please keep it confidential until we publish an advisory together.
If it is known publicly already, or you learn that somebody uses it, tell us here at once.
How we go about it: {{ policy_url }}
{%- if openpgp_key %}
For encrypted mail, our OpenPGP key: {{ openpgp_key }}
{%- endif %}
`;

export const replyAccepted = `Your report to {{ project }} is accepted
We could confirm what you reported, and we treat it as a vulnerability. Thank you.

What comes next
We make a fix{% if lines.size > 0 %} for {{ lines | join: ", " }}{% endif %} and publish the advisory {{ advisory }} with it.
{% if release_date -%}
The planned date is {{ release_date }}. If it does not work for you, tell us here.
{%- else -%}
We will propose a date here and ask you whether it works for you.
{%- endif %}
Until then, please keep it confidential.
{% if mitigation %}
What users can do until then: {{ mitigation }}
{% endif %}
Do you want to be named when it is public? Please say \`/credit yes NAME\` or \`/credit no\` here; without a word of yours you are not.
`;

export const replyPublished = `The advisory on your report to {{ project }} is public
The fix is released and the advisory is public: {{ advisory_url }}

Thank you for reporting it to us first, and for your patience.
You may now publish what you found. If you do, we are glad to link to it.
CVE: {% if cve_url %}{{ cve }}, {{ cve_url }}{% else %}pending{% endif %}
`;
