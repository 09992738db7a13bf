/** The tags that the vendor publishes. */
export const publishedTags = `
alimony banking-fees bad-keywords cash chargeback chargeback-amount chargeback-fees child-benefit credit
credit-building credit-card cross-country crypto deposit dividend-and-securities direct-debit dog-owner e-commerce
ec-card electricity encashment expenditure food gambling government-support groceries health heating household
householder-fees horse-owner income installment-payment insurance insurance-health insurance-health-statutory
insurance-health-private insurance-health-supplementary insurance-indemnity-accident insurance-legal insurance-life
insurance-vehicle interest leasing limit-excess living-cost lottery marginal-employment media money-transfer-service
notice p-account parents-benefit pension precious-metals psp public-fees recall-transaction recreation refund
refund-transfer rent rent-habitation rent-habitation-parking rent-parking rental-revenue-habitation
rental-revenue-parking rental-revenue-habitation-parking reserve-amount revenue reverse-transfer salary sales savings
savings-building seizure self-employed service short-time-allowance student-benefit tax-office tax-vehicle
telecommunication transfer transport vehicle water
`
  .trim()
  .split(/\s+/);
