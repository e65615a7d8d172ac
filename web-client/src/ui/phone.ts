import { useEffect, useState } from 'preact/hooks';

/** Where the navigation lies at the lower edge, and one toast at most above it. */
const phone = matchMedia('(max-width: 640px)');

/** Whether the page is as narrow as on a phone. */
export function usePhone(): boolean {
  const [isPhone, setPhone] = useState(phone.matches);
  useEffect(() => {
    const look = () => {
      setPhone(phone.matches);
    };
    phone.addEventListener('change', look);
    return () => {
      phone.removeEventListener('change', look);
    };
  }, []);
  return isPhone;
}
