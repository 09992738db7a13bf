export default function ContractsScreen() {
  return null;
}
